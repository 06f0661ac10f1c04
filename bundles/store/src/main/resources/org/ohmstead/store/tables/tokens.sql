--- tokens
select token_value, token_type, label, blocked, expires, token_group, max_concurrent from token

--- update
update token set token_value = ?, token_type = ?, label = ?, blocked = ?, expires = ?, token_group = ?, max_concurrent = ?
where number = ?

--- insert
insert into token (token_value, token_type, label, blocked, expires, token_group, max_concurrent, number)
values (?, ?, ?, ?, ?, ?, ?, ?)

--- remove
delete from token where number = ?
