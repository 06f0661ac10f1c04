--- update
update dead_letter set kind = ?, station = ?, given_up_at = ?, attempts = ?, failure = ?
where follower = ? and epoch = ? and seq = ?

--- insert
insert into dead_letter (kind, station, given_up_at, attempts, failure, follower, epoch, seq)
values (?, ?, ?, ?, ?, ?, ?, ?)

--- one
select follower, epoch, seq, kind, station, given_up_at, attempts, failure from dead_letter
where follower = ? and epoch = ? and seq = ?

--- page
select follower, epoch, seq, kind, station, given_up_at, attempts, failure from dead_letter
where (? = '' or follower = ?)
  and (given_up_at < ? or given_up_at = ? and (seq < ? or seq = ? and follower > ?))
order by given_up_at desc, seq desc, follower fetch first ? rows only

--- discard
delete from dead_letter where follower = ? and epoch = ? and seq = ?

--- counts
select follower, count(*) from dead_letter group by follower
