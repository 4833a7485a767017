-- assessment_scores_by_year begins with the same columns: every write kept both, for what the one does alone.
drop index assessment_by_year;
