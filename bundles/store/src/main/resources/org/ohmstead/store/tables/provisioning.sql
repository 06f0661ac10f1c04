--- refusals
select model, name, part, word, learned_at from provisioning_refusal order by learned_at

--- learn
insert into provisioning_refusal (model, name, part, word, learned_at) values (?, ?, ?, ?, ?)

--- forgetRefusals
delete from provisioning_refusal where model = ?

--- attended
select station, fingerprint, phase, attended_at from provisioning_attended order by station

--- updateAttended
update provisioning_attended set fingerprint = ?, phase = ?, attended_at = ? where station = ?

--- insertAttended
insert into provisioning_attended (fingerprint, phase, attended_at, station) values (?, ?, ?, ?)

--- forget
delete from provisioning_attended where station = ?
