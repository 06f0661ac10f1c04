-- Which connectors share an EVSE, as "1,2; 3,4"; empty where each has its own.
alter table station add column topology varchar(1500) not null default '';
