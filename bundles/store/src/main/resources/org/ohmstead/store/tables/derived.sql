--- clear
delete from snapshot

--- insert
insert into snapshot (seq, epoch, part, part_key, state) values (?, ?, ?, ?, ?)

--- read
select seq, epoch, part, part_key, state from snapshot

--- clearConnectors
delete from connector_status

--- removeTransaction
delete from charging_transaction where id = ?
