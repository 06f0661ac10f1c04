-- What a person decided about a transaction; beside what was reported, never in place of it.
alter table charging_transaction add column decided_by varchar(255);
alter table charging_transaction add column decided_at bigint;
alter table charging_transaction add column decision_reason varchar(1500);
alter table charging_transaction add column decided_end bigint;
alter table charging_transaction add column decided_energy bigint;
alter table charging_transaction add column settled varchar(300);

-- What waits for a person: a row for each doubtful transaction or unmatched report, gone when it is settled.
create table review (
  id bigint not null primary key,
  since bigint not null,
  site varchar(36) not null,
  doubts varchar(300) not null
);

create index review_since on review (since desc, id desc);

-- Signs that a transaction is over although nobody reported its end.
create table transaction_evidence (
  transaction_id bigint not null,
  kind varchar(30) not null,
  happened_at bigint not null,
  received_at bigint not null,
  register bigint,
  said varchar(255) not null,
  refuted_at bigint,
  primary key (transaction_id, kind, received_at)
);

-- What stations said of transactions they do not have. transaction_id: what it is evidence of, or was attached to.
create table unmatched_report (
  id bigint not null primary key,
  station varchar(48) not null,
  site varchar(36) not null,
  doubt varchar(30) not null,
  station_transaction_id varchar(255) not null,
  id_token bigint,
  register bigint,
  stopped_reason varchar(100) not null,
  reported_at bigint not null,
  received_at bigint not null,
  transaction_id bigint,
  decided_by varchar(255),
  decided_at bigint,
  decision_reason varchar(1500)
);

create index unmatched_report_wire on unmatched_report (station, station_transaction_id);
create index unmatched_report_transaction on unmatched_report (transaction_id);
