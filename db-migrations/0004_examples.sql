-- That the examples were loaded: once, so that one a developer deleted does not come back.
create table example_load (
    loaded_at timestamptz not null
);

create unique index example_load_once on example_load ((true));
