--- review
select x.id, x.since, x.site, x.doubts from review x

--- clearReviews
-- Those of reports stay: of some the journal does not tell the id.
delete from review where id not in (select id from unmatched_report)

--- file
insert into review (id, since, site, doubts) values (?, ?, ?, ?)

--- refile
update review set since = ?, doubts = ? where id = ?

--- unfile
delete from review where id = ?

--- keepEvidence
insert into transaction_evidence (transaction_id, kind, happened_at, received_at, register, said) values (?, ?, ?, ?, ?, ?)

--- refuteEvidence
update transaction_evidence set refuted_at = ?
where transaction_id = ? and kind = ? and received_at = ? and refuted_at is null

--- removeEvidence
delete from transaction_evidence where transaction_id = ? and kind = ? and received_at = ?

--- refuteAllEvidence
update transaction_evidence set refuted_at = ? where transaction_id = ? and refuted_at is null

--- evidence
select transaction_id, kind, happened_at, received_at, register, said, refuted_at from transaction_evidence
where transaction_id = ? order by received_at, kind

--- standingEvidence
select e.transaction_id, e.kind, e.happened_at, e.received_at, e.register, e.said, e.refuted_at
from charging_transaction x, transaction_evidence e
where x.end_received_at is null and e.transaction_id = x.id and e.refuted_at is null
order by e.received_at, e.kind

--- report
select u.id, u.station, u.site, u.doubt, u.station_transaction_id,
  (select token_value from id_token where number = u.id_token), (select token_type from id_token where number = u.id_token),
  u.register, u.stopped_reason, u.reported_at, u.received_at, u.transaction_id, u.decided_by, u.decided_at, u.decision_reason
from unmatched_report u

--- insertReport
insert into unmatched_report (id, station, site, doubt, station_transaction_id, id_token, register, stopped_reason, reported_at,
  received_at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

--- removeReport
delete from unmatched_report where id = ?

--- bindReport
update unmatched_report set transaction_id = ? where id = ?

--- unbindReports
update unmatched_report set transaction_id = null where transaction_id = ? and decided_at is null

--- decideReport
update unmatched_report set decided_by = ?, decided_at = ?, decision_reason = ?, transaction_id = ? where id = ?

--- decideTransaction
update charging_transaction set decided_by = ?, decided_at = ?, decision_reason = ?, decided_end = ?, decided_energy = ?,
  settled = ?
where id = ?

--- reopenTransaction
update charging_transaction set ended_at = null, end_received_at = null, meter_stop = null, stopped_reason = null,
  stopped_by = null, estimated = null
where id = ?
