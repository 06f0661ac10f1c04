-- SHA-256 over an entry and the seal before it. SQL cannot compute it: what is there already is sealed when the store opens.
alter table audit add column seal varchar(64);

-- What the last entry has to be; one row. Until the old entries are sealed it says so by a negative number of entries.
create table audit_end (
  entries bigint not null,
  seal varchar(64) not null
);
insert into audit_end values (-1, '');
