-- When a signed value was received, since the station's time may be anything. Empty for those from before.
alter table signed_sample add column received_at bigint;
create index signed_sample_received on signed_sample (received_at);

create index snapshot_part on snapshot (seq, part, part_key);
