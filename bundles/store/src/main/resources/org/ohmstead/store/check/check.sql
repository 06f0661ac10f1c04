Each query gives what should not be: its first column names it. %s is a table of readings.

--- transaction
select station, station_transaction_id, end_received_at, energy from charging_transaction where id = ?

--- transactions
select count(*) from charging_transaction

--- twiceOpen
select station || ' EVSE ' || trim(cast(evse as char(11))) from charging_transaction
where end_received_at is null group by station, evse having count(*) > 1

--- twiceNumbered
select station || ' transaction ' || station_transaction_id from charging_transaction
group by station, station_transaction_id having count(*) > 1

--- halfEnded
select id from charging_transaction
where (end_received_at is null and (ended_at is not null or energy is not null))
  or (end_received_at is not null and (ended_at is null or stopped_reason is null))

--- energyWithoutTrust
select id from charging_transaction
where (energy is null and trust is not null) or (energy is not null and trust is null) or energy < 0

--- unknownToken
select id from charging_transaction x
where (x.id_token is not null and not exists (select 1 from id_token t where t.number = x.id_token))
  or (x.stopped_by is not null and not exists (select 1 from id_token t where t.number = x.stopped_by))

--- reviewOfNothing
select id from review r
where not exists (select 1 from charging_transaction x where x.id = r.id)
  and not exists (select 1 from unmatched_report u where u.id = r.id)

--- evidenceOfNothing
select transaction_id from transaction_evidence e
where not exists (select 1 from charging_transaction x where x.id = e.transaction_id)

--- reportOfNothing
select id from unmatched_report u
where u.transaction_id is not null and not exists (select 1 from charging_transaction x where x.id = u.transaction_id)

--- months
select month_name from reading_month order by month_name

--- readingOfNothing
select distinct r.subject from %s r
where (r.subject > 0 and not exists (select 1 from charging_transaction x where x.id = r.subject))
  or (r.subject < 0 and not exists (select 1 from meter_point p where p.number = -r.subject))

--- signedOfNothing
select distinct s.subject from signed_sample s
where (s.subject > 0 and not exists (select 1 from charging_transaction x where x.id = s.subject))
  or (s.subject < 0 and not exists (select 1 from meter_point p where p.number = -s.subject))
