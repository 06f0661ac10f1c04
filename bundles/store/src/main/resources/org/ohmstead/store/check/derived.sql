Each row begins with what it is about, in a form that no other row of its table has.

--- CONNECTORS
select station || ' EVSE ' || trim(cast(evse as char(11))) || ' connector ' || trim(cast(connector as char(11))), t.*
from connector_status t

--- TRANSACTIONS
select trim(cast(id as char(20))), t.* from charging_transaction t

--- EVIDENCE
select trim(cast(transaction_id as char(20))) || ' ' || kind || ' ' || trim(cast(received_at as char(20))), t.*
from transaction_evidence t

--- REPORTS
select trim(cast(id as char(20))), t.* from unmatched_report t

--- REVIEWS
select trim(cast(id as char(20))), t.* from review t
