--- get
select content from plugin_data where owner = ? and name = ?

--- update
update plugin_data set content = ?, written_at = ? where owner = ? and name = ?

--- insert
insert into plugin_data (content, written_at, owner, name) values (?, ?, ?, ?)

--- remove
delete from plugin_data where owner = ? and name = ?

--- removeOlder
delete from plugin_data where owner = ? and written_at < ?
