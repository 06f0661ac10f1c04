-- Stretches of time whose outage does not count, as people said. Nothing is removed: what was taken back says so.
create table availability_exclusion (
  id bigint not null primary key,
  station varchar(48) not null,
  evse int not null,
  from_at bigint not null,
  to_at bigint not null,
  reason varchar(30) not null,
  evidence varchar(500) not null,
  booked_by varchar(255) not null,
  booked_at bigint not null,
  revoked_by varchar(255),
  revoked_at bigint
);

create index availability_exclusion_station on availability_exclusion (station);
