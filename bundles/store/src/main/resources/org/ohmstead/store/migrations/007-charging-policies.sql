-- How many transactions at once; 0 for any number, empty for what holds otherwise.
alter table token add column max_concurrent int;

-- Groups for which something holds. A name in another case is the same group.
create table token_group (
  folded_name varchar(800) not null primary key,
  name varchar(255) not null,
  max_concurrent int
);

-- Where anybody may charge. Kind is site or station.
create table free_vend (
  kind varchar(10) not null,
  place varchar(48) not null,
  primary key (kind, place)
);
