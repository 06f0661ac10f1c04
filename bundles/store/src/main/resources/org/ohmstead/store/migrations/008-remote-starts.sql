-- Remote starts that stations accepted and no transaction followed yet. Without an EVSE the station may choose.
create table remote_start (
  station varchar(48) not null,
  remote_start_id int not null,
  evse int,
  id_token bigint not null references id_token,
  asked_at bigint not null,
  due bigint not null,
  lapsed_at bigint,
  primary key (station, remote_start_id)
);
