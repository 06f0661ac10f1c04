-- What an ended transaction delivered, in mWh, and how far that is believed.
alter table charging_transaction add column energy bigint;
alter table charging_transaction add column trust varchar(20);
alter table charging_transaction add column energy_by_power bigint;

-- What was seen of the import registers of a model of station.
create table register_evidence (
  vendor varchar(200) not null,
  model varchar(200) not null,
  firmware varchar(200) not null,
  continued int not null,
  continued_over_boot int not null,
  fell int not null,
  fell_over_boot int not null,
  primary key (vendor, model, firmware)
);
