--- tokens
select token_value, token_type, label, blocked, expires, token_group from token

--- update
update token set token_value = ?, token_type = ?, label = ?, blocked = ?, expires = ?, token_group = ? where number = ?

--- insert
insert into token (token_value, token_type, label, blocked, expires, token_group, number) values (?, ?, ?, ?, ?, ?, ?)

--- remove
delete from token where number = ?
