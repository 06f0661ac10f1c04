-- When the server was last known to run; written once a minute.
create table server_alive (alive_at bigint not null);

insert into server_alive values (0);

-- Where intervals begin; each lasts until the next of its EVSE.
create table availability (
  station varchar(48) not null,
  evse int not null,
  from_at bigint not null,
  state varchar(20) not null,
  cause varchar(100),
  learned_at bigint
);

create unique index availability_begin on availability (station, evse, from_at desc);

-- What the ledger knows of a station, as JSON in UTF-8.
create table availability_situation (
  station varchar(48) not null primary key,
  situation blob not null
);
