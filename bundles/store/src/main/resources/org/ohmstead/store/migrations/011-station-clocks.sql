-- How each station's clock goes and went between its jumps, the present first (epoch 0). Ahead is in milliseconds.
create table station_clock (
  station varchar(48) not null,
  epoch int not null,
  kind varchar(20) not null,
  zone varchar(100) not null,
  ahead bigint not null,
  since bigint not null,
  shown_at bigint not null,
  received_at bigint not null,
  witnessed boolean not null,
  primary key (station, epoch)
);
