--- all
select x.station, x.evse, t.token_value, t.token_type, x.remote_start_id, x.asked_at, x.due, x.lapsed_at
from remote_start x join id_token t on t.number = x.id_token
where t.token_value is not null
order by x.asked_at, x.remote_start_id

--- insert
insert into remote_start (evse, id_token, asked_at, due, lapsed_at, station, remote_start_id) values (?, ?, ?, ?, ?, ?, ?)

--- update
update remote_start set evse = ?, id_token = ?, asked_at = ?, due = ?, lapsed_at = ? where station = ? and remote_start_id = ?

--- placed
select remote_start_id, evse from remote_start where station = ? and evse is not null

--- place
update remote_start set evse = ? where station = ? and remote_start_id = ?

--- lapse
update remote_start set lapsed_at = ? where station = ? and remote_start_id = ? and lapsed_at is null

--- forget
delete from remote_start where station = ? and remote_start_id = ?
