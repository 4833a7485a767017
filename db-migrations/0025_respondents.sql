-- respondents  how many answered: {"internal": 55, "external": 120}; each member may be absent. Null when the document does not say. Nullable
--              and without a default, so that a server of the release before this one continues to write.
alter table assessment add column respondents jsonb;
alter table import_assessment add column respondents jsonb;
