--- months
select month_name from reading_month order by month_name

--- insertMonth
insert into reading_month (month_name) values (?)

--- createTable
create table %s (
  subject bigint not null,
  measured_at bigint not null,
  content_hash bigint not null,
  received_at bigint not null,
  energy bigint,
  power bigint,
  amperage bigint,
  state_of_charge int,
  samples blob not null
)

--- createKey
create unique index %1$s_key on %1$s (subject, measured_at desc, content_hash)

--- insert
insert into %s (subject, measured_at, content_hash, received_at, energy, power, amperage, state_of_charge, samples)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)

--- exists
select subject from %1$s --DERBY-PROPERTIES index=%1$s_KEY
where subject = ? and measured_at = ? and content_hash = ?

--- page
select measured_at, content_hash, received_at, energy, power, amperage, state_of_charge, samples from %1$s --DERBY-PROPERTIES index=%1$s_KEY
where subject = ? and measured_at >= ? and (measured_at > ? or content_hash > ?)
order by measured_at, content_hash fetch first ? rows only

--- latest
select measured_at, content_hash, received_at, energy, power, amperage, state_of_charge, samples from %1$s --DERBY-PROPERTIES index=%1$s_KEY
where subject = ? order by subject, measured_at desc fetch first 1 rows only

--- latestRegister
select measured_at, energy from %1$s --DERBY-PROPERTIES index=%1$s_KEY
where subject = ? and energy is not null order by subject, measured_at desc fetch first 1 rows only

--- registerBefore
select received_at, energy from %1$s --DERBY-PROPERTIES index=%1$s_KEY
where subject = ? and energy is not null and received_at < ? order by received_at desc fetch first 1 rows only

--- deleteMonth
delete from reading_month where month_name = ?

--- dropTable
drop table %s

--- oldSigned
select received_at from signed_sample --DERBY-PROPERTIES index=SIGNED_SAMPLE_RECEIVED
where received_at >= ? and received_at < ? order by received_at fetch first ? rows only

--- deleteSigned
delete from signed_sample where received_at >= ? and received_at <= ?

--- insertSigned
insert into signed_sample (subject, measured_at, content_hash, position, signed_value, received_at) values (?, ?, ?, ?, ?, ?)

--- signed
select signed_value from signed_sample where subject = ? and measured_at = ? and content_hash = ? order by position

--- meterPoint
select number from meter_point where station = ? and evse = ? and connector = ?

--- insertMeterPoint
insert into meter_point (station, evse, connector) values (?, ?, ?)
