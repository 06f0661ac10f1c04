-- Who made a token, which goes with its maker. Empty for those from before.
alter table api_token add column maker varchar(255);
