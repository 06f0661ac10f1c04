--- transaction
select x.id, x.station, x.site, x.evse, x.connector, x.station_transaction_id,
  (select token_value from id_token where number = x.id_token), (select token_type from id_token where number = x.id_token),
  x.verdict, x.started_at, x.start_received_at, x.meter_start, x.remote_start_id, x.reservation_id, x.flags,
  x.ended_at, x.end_received_at, x.meter_stop, x.stopped_reason,
  (select token_value from id_token where number = x.stopped_by), (select token_type from id_token where number = x.stopped_by),
  x.estimated,
  x.decided_by, x.decided_at, x.decision_reason, x.decided_end, x.decided_energy, x.settled,
  x.energy, x.trust, x.energy_by_power
from charging_transaction x

--- openAt
select x.id from charging_transaction x

--- count
select count(*) from charging_transaction x

--- insert
insert into charging_transaction (id, station, site, evse, connector, station_transaction_id, id_token, verdict, started_at,
  start_received_at, meter_start, remote_start_id, reservation_id, flags)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

--- end
update charging_transaction set ended_at = ?, end_received_at = ?, meter_stop = ?, stopped_reason = ?, stopped_by = ?,
  estimated = ?, flags = ?, energy = ?, trust = ?, energy_by_power = ?
where id = ?

--- endOpen
update charging_transaction set ended_at = ?, end_received_at = ?, meter_stop = ?, stopped_reason = ?, stopped_by = ?,
  estimated = ?, flags = ?, energy = ?, trust = ?, energy_by_power = ?
where id = ? and end_received_at is null and flags = ?

--- recount
update charging_transaction set energy = ?, trust = ?, energy_by_power = ?, flags = ? where id = ?

--- flag
update charging_transaction set flags = ? where id = ?

--- reserveNumbers
update station_transaction_number set reserved = reserved + ?

--- reservedNumber
select reserved from station_transaction_number
