--- groups
select name, max_concurrent from token_group order by folded_name

--- updateGroup
update token_group set name = ?, max_concurrent = ? where folded_name = ?

--- insertGroup
insert into token_group (name, max_concurrent, folded_name) values (?, ?, ?)

--- removeGroup
delete from token_group where folded_name = ?

--- freeVend
select kind, place from free_vend

--- insertFree
insert into free_vend (kind, place) values (?, ?)

--- removeFree
delete from free_vend where kind = ? and place = ?
