The index is named, or Derby would sort an EVSE's whole ledger for its latest beginning.

--- situations
select station, situation from availability_situation

--- situated
select station from availability_situation

--- updateSituation
update availability_situation set situation = ? where station = ?

--- insertSituation
insert into availability_situation (situation, station) values (?, ?)

--- removeFrom
delete from availability where station = ? and evse = ? and from_at >= ?

--- insert
insert into availability (station, evse, from_at, state, cause, learned_at) values (?, ?, ?, ?, ?, ?)

--- standing
select from_at, state, cause, learned_at
from availability --DERBY-PROPERTIES index=AVAILABILITY_BEGIN
where station = ? and evse = ? and from_at <= ? order by from_at desc fetch first row only

--- after
select from_at, state, cause, learned_at
from availability --DERBY-PROPERTIES index=AVAILABILITY_BEGIN
where station = ? and evse = ? and from_at > ? and from_at < ? order by from_at fetch first ? rows only

--- remove
delete from availability where station = ?

--- clearSituations
delete from availability_situation

--- nextExclusion
select coalesce(max(id), 0) + 1 from availability_exclusion

--- insertExclusion
insert into availability_exclusion (id, station, evse, from_at, to_at, reason, evidence, booked_by, booked_at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)

--- revokeExclusion
update availability_exclusion set revoked_by = ?, revoked_at = ? where station = ? and id = ? and revoked_at is null

--- exclusions
select id, station, evse, from_at, to_at, reason, evidence, booked_by, booked_at, revoked_by, revoked_at
from availability_exclusion where station = ? order by id desc
