--- transaction
select x.id, x.station, x.site, x.evse, x.connector, x.station_transaction_id,
  (select token_value from id_token where number = x.id_token) as token_value,
  (select token_type from id_token where number = x.id_token) as token_type,
  x.verdict, x.started_at, x.start_received_at, x.meter_start, x.remote_start_id, x.reservation_id, x.flags,
  x.ended_at, x.end_received_at, x.meter_stop, x.stopped_reason,
  (select token_value from id_token where number = x.stopped_by) as stopper_value,
  (select token_type from id_token where number = x.stopped_by) as stopper_type,
  x.estimated,
  x.decided_by, x.decided_at, x.decision_reason, x.decided_end, x.decided_energy, x.settled,
  x.energy, x.trust, x.energy_by_power,
  x.believed_start, x.believed_start_how, x.believed_start_offset, x.believed_end, x.believed_end_how, x.believed_end_offset
from charging_transaction x

--- openAt
select x.id from charging_transaction x

--- count
select count(*) from charging_transaction x

--- insert
insert into charging_transaction (id, station, site, evse, connector, station_transaction_id, id_token, verdict, started_at,
  start_received_at, meter_start, remote_start_id, reservation_id, flags,
  believed_start, believed_start_how, believed_start_offset)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

--- end
update charging_transaction set ended_at = ?, end_received_at = ?, meter_stop = ?, stopped_reason = ?, stopped_by = ?,
  estimated = ?, flags = ?, energy = ?, trust = ?, energy_by_power = ?,
  believed_end = ?, believed_end_how = ?, believed_end_offset = ?
where id = ?

--- endOpen
update charging_transaction set ended_at = ?, end_received_at = ?, meter_stop = ?, stopped_reason = ?, stopped_by = ?,
  estimated = ?, flags = ?, energy = ?, trust = ?, energy_by_power = ?,
  believed_end = ?, believed_end_how = ?, believed_end_offset = ?
where id = ? and end_received_at is null and flags = ?

--- recount
update charging_transaction set energy = ?, trust = ?, energy_by_power = ?, flags = ? where id = ?

--- flag
update charging_transaction set flags = ? where id = ?

--- reserveNumbers
update station_transaction_number set reserved = reserved + ?

--- reservedNumber
select reserved from station_transaction_number
