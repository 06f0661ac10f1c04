-- When transactions are believed to have begun and ended, beside what the station said; offsets in milliseconds.
alter table charging_transaction add column believed_start bigint;
alter table charging_transaction add column believed_start_how varchar(20);
alter table charging_transaction add column believed_start_offset bigint;
alter table charging_transaction add column believed_end bigint;
alter table charging_transaction add column believed_end_how varchar(20);
alter table charging_transaction add column believed_end_offset bigint;
