A snapshot is complete when its row "place" is there, which comes last.

--- complete
select count(*) from snapshot where seq = ? and part = 'place'

--- clear
delete from snapshot where seq = ?

--- old
select distinct seq, part, part_key from snapshot where seq <> ?

--- clearPart
delete from snapshot where seq = ? and part = ? and part_key = ?

--- insert
insert into snapshot (seq, epoch, part, part_key, state) values (?, ?, ?, ?, ?)

--- read
select seq, epoch, part, part_key, state from snapshot where seq = (select max(seq) from snapshot where part = 'place')

--- clearConnectors
delete from connector_status

--- removeTransaction
delete from charging_transaction where id = ?
