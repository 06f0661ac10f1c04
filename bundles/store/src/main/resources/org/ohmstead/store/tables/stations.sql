--- stations
select id, site, label, registration, registered_at, password_salt, password_hash, last_boot,
  vendor, model, serial_number, firmware_version, meter_type, meter_serial_number, iccid, imsi, topology
from station order by id

--- connectors
select station, evse, connector, status, reported, charging_state, error_code, info, vendor_error_code, reported_at, received_at
from connector_status order by station, evse, connector

--- locations
select id, name, zone, currency, country, party from location order by id

--- zone
select zone from location where id = ?

--- insert
insert into station (id, site, label, registration, registered_at, password_salt, password_hash) values (?, ?, ?, ?, ?, ?, ?)

--- change
update station set site = ?, label = ?, registration = ? where id = ?

--- regroup
update station set topology = ? where id = ? and topology = ?

--- renewPassword
update station set password_salt = ?, password_hash = ? where id = ?

--- remove
delete from station where id = ?

--- registered
select id from station where id = ?

--- removeConnectors
delete from connector_status where station = ?

--- seen
select evse, connector, reported_at, reported, error_code from status_seen where station = ? fetch first ? rows only

--- removeHardware
delete from station_hardware where station = ?

--- boot
update station set last_boot = ?, vendor = ?, model = ?, serial_number = ?, firmware_version = ?, meter_type = ?,
  meter_serial_number = ?, iccid = ?, imsi = ?
where id = ?

--- latest
select station, evse, connector, status, reported, charging_state, error_code, info, vendor_error_code, reported_at, received_at
from connector_status where station = ? and evse = ? and connector = ?

--- see
insert into status_seen (station, evse, connector, reported_at, reported, error_code) values (?, ?, ?, ?, ?, ?)

--- forget
delete from status_seen
where station = ? and evse = ? and connector = ? and reported_at = ? and reported = ? and error_code = ?

--- updateStatus
update connector_status set status = ?, reported = ?, charging_state = ?, error_code = ?, info = ?, vendor_error_code = ?,
  reported_at = ?, received_at = ?
where station = ? and evse = ? and connector = ?

--- insertStatus
insert into connector_status (status, reported, charging_state, error_code, info, vendor_error_code, reported_at, received_at,
  station, evse, connector)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

--- hardware
select seen_at, vendor, model, serial_number, firmware_version, meter_type, meter_serial_number, iccid, imsi
from station_hardware where station = ? order by seen_at desc

--- seeHardware
insert into station_hardware (station, seen_at, vendor, model, serial_number, firmware_version, meter_type,
  meter_serial_number, iccid, imsi)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

--- clocks
select station, epoch, kind, zone, ahead, since, shown_at, received_at, witnessed from station_clock order by station, epoch

--- keepClock
insert into station_clock (station, epoch, kind, zone, ahead, since, shown_at, received_at, witnessed)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)

--- removeClock
delete from station_clock where station = ?
