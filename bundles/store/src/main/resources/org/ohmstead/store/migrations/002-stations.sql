-- What a station was made of, each time it changed.
create table station_hardware (
  station varchar(48) not null,
  seen_at bigint not null,
  vendor varchar(500) not null,
  model varchar(500) not null,
  serial_number varchar(500),
  firmware_version varchar(500),
  meter_type varchar(500),
  meter_serial_number varchar(500),
  iccid varchar(500),
  imsi varchar(500),
  primary key (station, seen_at)
);

insert into station_hardware
  select id, last_boot, vendor, model, serial_number, firmware_version, meter_type, meter_serial_number, iccid, imsi
  from station where vendor is not null and last_boot is not null;

-- What a model (vendor, model and firmware) does not take; of a list a part of it.
create table provisioning_refusal (
  model varchar(250) not null,
  name varchar(100) not null,
  part varchar(100) not null,
  word varchar(100) not null,
  learned_at bigint not null,
  primary key (model, name, part)
);

-- Stations that need not wait for their settings any more.
create table provisioning_attended (
  station varchar(48) not null primary key,
  fingerprint varchar(100) not null,
  phase varchar(30) not null,
  attended_at bigint not null
);
