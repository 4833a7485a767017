-- A grade of another year's scale that the total has there is a verdict of its own. The constraint allows more than before, so that a
-- server of the release before this one continues to write.
alter table assessment
    drop constraint assessment_verdict_known,
    add constraint assessment_verdict_known check (verdict in ('agrees', 'rounding', 'otherScale', 'mismatch', 'unreachable'));
