-- Times are BIGINT, microseconds since 1970 (see Micros). A statement ends with a semicolon at the end of a line.

create table location (
  id varchar(36) not null primary key,
  name varchar(500) not null,
  zone varchar(100) not null,
  currency char(3) not null,
  country char(2) not null,
  party char(3) not null
);

insert into location values ('default', 'Default site', 'UTC', 'EUR', 'XX', 'OHM');

create table station (
  id varchar(48) not null primary key,
  site varchar(36) not null references location,
  label varchar(500) not null,
  registration varchar(20) not null,
  registered_at bigint not null,
  password_salt varchar(100),
  password_hash varchar(100),
  last_boot bigint,
  vendor varchar(500),
  model varchar(500),
  serial_number varchar(500),
  firmware_version varchar(500),
  meter_type varchar(500),
  meter_serial_number varchar(500),
  iccid varchar(500),
  imsi varchar(500)
);

-- The latest report of each connector.
create table connector_status (
  station varchar(48) not null,
  evse int not null,
  connector int not null,
  status varchar(20) not null,
  reported varchar(100) not null,
  charging_state varchar(20),
  error_code varchar(100),
  info varchar(500),
  vendor_error_code varchar(500),
  reported_at bigint not null,
  received_at bigint not null,
  primary key (station, evse, connector)
);

-- The natural key of every report, so that a repeated one is recognised.
create table status_seen (
  station varchar(48) not null,
  evse int not null,
  connector int not null,
  reported_at bigint not null,
  reported varchar(100) not null,
  error_code varchar(100) not null,
  primary key (station, evse, connector, reported_at, reported, error_code)
);

-- Every token ever seen, under the number the journal and the transactions know it by. Erasing a person empties its row.
create table id_token (
  number bigint not null generated always as identity primary key,
  folded_value varchar(600),
  folded_type varchar(200),
  token_value varchar(255),
  token_type varchar(100)
);

create unique index id_token_folded on id_token (folded_value, folded_type);

-- The tokens of the local authorisation source, spelt as they were put.
create table token (
  number bigint not null primary key references id_token,
  token_value varchar(255) not null,
  token_type varchar(100) not null,
  label varchar(500) not null,
  blocked boolean not null,
  expires bigint,
  token_group varchar(255)
);

-- Tokens are numbers of id_token; a foreign key would cost an index and a look-up each.
create table charging_transaction (
  id bigint not null primary key,
  station varchar(48) not null,
  site varchar(36) not null,
  evse int not null,
  connector int not null,
  station_transaction_id varchar(255) not null,
  id_token bigint,
  verdict varchar(30) not null,
  started_at bigint not null,
  start_received_at bigint not null,
  meter_start bigint,
  remote_start_id int,
  reservation_id int,
  flags varchar(1000) not null,
  ended_at bigint,
  end_received_at bigint,
  meter_stop bigint,
  stopped_reason varchar(100),
  stopped_by bigint,
  estimated boolean
);

-- Open transactions of an EVSE, and what ended lately.
create index charging_transaction_end on charging_transaction (end_received_at, station, evse);
create index charging_transaction_start on charging_transaction (start_received_at desc, id desc);
create index charging_transaction_station on charging_transaction (station, start_received_at desc, id desc);
create index charging_transaction_token on charging_transaction (id_token, start_received_at desc, id desc);
create index charging_transaction_wire on charging_transaction (station, station_transaction_id);

-- The last number of a block that was set aside; those below may have been handed out.
create table station_transaction_number (reserved bigint not null);

insert into station_transaction_number values (0);

-- Months for which there is a table of readings; see readings/readings.sql.
create table reading_month (month_name varchar(7) not null primary key);

-- Stands for a connector where readings belong to no transaction; as their subject its number is negated.
create table meter_point (
  number bigint not null generated always as identity primary key,
  station varchar(48) not null,
  evse int not null,
  connector int not null
);

create unique index meter_point_place on meter_point (station, evse, connector);

-- Signed values bit-exact, apart from their readings because they are kept longer.
create table signed_sample (
  subject bigint not null,
  measured_at bigint not null,
  content_hash bigint not null,
  position int not null,
  signed_value clob not null,
  primary key (subject, measured_at, content_hash, position)
);

create table journal_head (seq bigint not null, epoch bigint not null);

insert into journal_head values (0, 1);

-- A row is one fact, or several of one kind that share it: then seq is the number of the last and they are in the pack,
-- as bytes because Derby writes text into its log character by character.
create table journal (
  seq bigint not null constraint journal_key primary key,
  facts int not null,
  epoch bigint not null,
  station_time bigint,
  received_at bigint not null,
  site varchar(36),
  station varchar(48),
  kind varchar(60) not null,
  version int not null,
  fact varchar(32672),
  pack blob
);

create index journal_station on journal (station, seq desc);

create table journal_follower (
  name varchar(100) not null primary key,
  epoch bigint not null,
  seq bigint not null
);

-- Derived state at a place in the journal; what lies before may be pruned.
create table snapshot (
  seq bigint not null,
  epoch bigint not null,
  part varchar(60) not null,
  part_key varchar(200) not null,
  state varchar(32672) not null
);

create table person (
  name varchar(255) not null primary key,
  role varchar(30) not null,
  password_hash varchar(500) not null,
  created_at bigint not null
);

create table person_session (
  secret_hash varchar(100) not null primary key,
  person varchar(255) not null,
  expires bigint not null
);

create table api_token (
  name varchar(255) not null primary key,
  role varchar(30) not null,
  secret_hash varchar(100) not null,
  created_at bigint not null,
  expires bigint
);

create table audit (
  number bigint not null generated always as identity primary key,
  happened_at bigint not null,
  who varchar(255) not null,
  action varchar(255) not null,
  subject varchar(500) not null,
  state_before clob,
  state_after clob
);
