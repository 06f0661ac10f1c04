--- model
select vendor, model, firmware_version from station where id = ? and vendor is not null

--- all
select vendor, model, firmware, continued, continued_over_boot, fell, fell_over_boot from register_evidence

--- update
update register_evidence set continued = ?, continued_over_boot = ?, fell = ?, fell_over_boot = ?
where vendor = ? and model = ? and firmware = ?

--- insert
insert into register_evidence (continued, continued_over_boot, fell, fell_over_boot, vendor, model, firmware)
values (?, ?, ?, ?, ?, ?, ?)
