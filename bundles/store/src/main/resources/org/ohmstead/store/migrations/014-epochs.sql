-- Each restore of a backup begins an epoch behind the last entry of that backup.
create table journal_epoch (
  epoch bigint not null primary key,
  begins_after bigint not null
);

insert into journal_epoch values (1, 0);

-- Entries up to here were pruned.
create table journal_pruned (seq bigint not null);

insert into journal_pruned values (0);
