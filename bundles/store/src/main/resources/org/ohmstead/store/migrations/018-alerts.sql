-- What a rule found and is not over yet, as JSON in UTF-8.
create table alert_incident (
  rule varchar(255) not null primary key,
  incident blob not null
);
