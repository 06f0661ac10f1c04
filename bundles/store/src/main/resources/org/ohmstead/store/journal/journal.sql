Derby forgets its indexes where a parameter may mean the whole table, so it is told; to other engines that is a comment.

--- advanceHead
update journal_head set seq = seq + ?

--- head
select seq, epoch from journal_head

--- insert
insert into journal (seq, facts, epoch, received_at, station, kind, version, pack)
values (?, ?, ?, ?, ?, ?, ?, ?)

--- read
select seq, facts, epoch, station_time, received_at, site, station, kind, version, fact, pack
from journal --DERBY-PROPERTIES constraint=JOURNAL_KEY
where seq > ? and seq <= ? order by seq fetch first ? rows only

--- readStation
select seq, facts, epoch, station_time, received_at, site, station, kind, version, fact, pack
from journal --DERBY-PROPERTIES index=JOURNAL_STATION
where station = ? and seq > ? order by seq fetch first ? rows only

--- latestOfStation
select seq, facts, epoch, station_time, received_at, site, station, kind, version, fact, pack
from journal --DERBY-PROPERTIES index=JOURNAL_STATION
where station = ? and seq <= ? order by seq desc fetch first ? rows only

--- tokenNumber
select number from id_token where folded_value = ? and folded_type = ?

--- insertToken
insert into id_token (folded_value, folded_type, token_value, token_type) values (?, ?, ?, ?)

--- token
select token_value, token_type from id_token where number = ? and token_value is not null

--- followers
select name, epoch, seq from journal_follower order by name

--- follower
select epoch, seq from journal_follower where name = ?

--- insertFollower
insert into journal_follower (name, epoch, seq) values (?, ?, ?)

--- moveFollower
update journal_follower set epoch = ?, seq = ? where name = ?

--- epochs
select epoch, begins_after from journal_epoch

--- setEpoch
update journal_head set epoch = ?

--- insertEpoch
insert into journal_epoch (epoch, begins_after) values (?, ?)

--- pruned
select seq from journal_pruned

--- receivedFrom
select received_at from journal --DERBY-PROPERTIES constraint=JOURNAL_KEY
where seq >= ? and received_at >= ? and received_at <= ? order by seq fetch first 1 rows only

--- oldestLetter
select follower, seq from dead_letter order by seq fetch first 1 rows only

--- deleteRows
delete from journal where seq > ? and seq <= ?

--- setPruned
update journal_pruned set seq = ?

--- forgetFollower
delete from journal_follower where name = ?
