--- users
select name, role, password_hash, created_at from person order by name

--- updateUser
update person set role = ?, password_hash = ?, created_at = ? where name = ?

--- insertUser
insert into person (role, password_hash, created_at, name) values (?, ?, ?, ?)

--- removeUser
delete from person where name = ?

--- sessions
select secret_hash, person, expires from person_session

--- updateSession
update person_session set person = ?, expires = ? where secret_hash = ?

--- insertSession
insert into person_session (person, expires, secret_hash) values (?, ?, ?)

--- removeSession
delete from person_session where secret_hash = ?

--- removeSessionsOf
delete from person_session where person = ?

--- apiTokens
select name, role, secret_hash, created_at, expires, maker from api_token order by name

--- insertApiToken
insert into api_token (name, role, secret_hash, created_at, expires, maker) values (?, ?, ?, ?, ?, ?)

--- removeApiToken
delete from api_token where name = ?

--- removeApiTokensOf
delete from api_token where maker = ?
