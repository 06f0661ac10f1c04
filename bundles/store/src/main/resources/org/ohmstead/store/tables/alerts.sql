--- open
select incident from alert_incident where rule = ?

--- update
update alert_incident set incident = ? where rule = ?

--- insert
insert into alert_incident (incident, rule) values (?, ?)

--- remove
delete from alert_incident where rule = ?
