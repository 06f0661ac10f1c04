--- end
select entries, seal from audit_end

--- append
insert into audit (happened_at, who, action, subject, state_before, state_after, seal) values (?, ?, ?, ?, ?, ?, ?)

--- moveEnd
update audit_end set entries = ?, seal = ?

--- seal
update audit set seal = ? where number = ?

--- page
select number, happened_at, who, action, subject, state_before, state_after, seal from audit
where number < ? order by number desc fetch first ? rows only

--- after
select number, happened_at, who, action, subject, state_before, state_after, seal from audit
where number > ? order by number fetch first ? rows only
