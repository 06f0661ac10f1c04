-- Entries that followers gave up on. What an entry says stays in the journal.
create table dead_letter (
  follower varchar(100) not null,
  epoch bigint not null,
  seq bigint not null,
  kind varchar(100) not null,
  station varchar(48),
  given_up_at bigint not null,
  attempts int not null,
  failure varchar(1000) not null,
  primary key (follower, epoch, seq)
);
create index dead_letter_at on dead_letter (given_up_at, follower, seq);

-- What plugins and routes must remember.
create table plugin_data (
  owner varchar(100) not null,
  name varchar(500) not null,
  content varchar(16000) not null,
  written_at bigint not null,
  primary key (owner, name)
);
create index plugin_data_at on plugin_data (owner, written_at);
