-- The tables and views of a database of reports; what is stored, writers/database.py says.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE metrics (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, "group" TEXT NOT NULL, kind TEXT NOT NULL, combine TEXT NOT NULL,
  definition TEXT NOT NULL
);
CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, format TEXT NOT NULL, encoding TEXT, chars INTEGER NOT NULL,
  title TEXT, issuer TEXT, region TEXT, division_code TEXT, level TEXT, report_year INTEGER, issued_on TEXT,
  published_at TEXT, source TEXT, document_number TEXT, addressee TEXT,
  rules_version TEXT NOT NULL,
  digest TEXT NOT NULL -- of all that is stored of the report: if it is equal there is nothing to write
);
CREATE TABLE sections (
  report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  id TEXT NOT NULL, kind TEXT NOT NULL, level INTEGER NOT NULL, number TEXT, title TEXT NOT NULL, role TEXT,
  start INTEGER NOT NULL, heading_end INTEGER NOT NULL, "end" INTEGER NOT NULL, parent TEXT,
  PRIMARY KEY (report, id),
  FOREIGN KEY (report, parent) REFERENCES sections (report, id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE evidence ( -- a sentence that shows several figures stands here once
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE TABLE observations (
  report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  id TEXT NOT NULL, metric TEXT REFERENCES metrics (id), value NUMERIC NOT NULL, value_max NUMERIC,
  qualifier TEXT NOT NULL, unit TEXT, relation TEXT NOT NULL, part_of TEXT, status TEXT NOT NULL, period TEXT,
  text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, section TEXT, rule TEXT, review TEXT,
  decision TEXT, -- what a person said of it
  evidence INTEGER NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  PRIMARY KEY (report, id),
  FOREIGN KEY (report, part_of) REFERENCES observations (report, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, section) REFERENCES sections (report, id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE report_metrics ( -- the one value of a metric in a report
  report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  metric TEXT NOT NULL REFERENCES metrics (id),
  value NUMERIC NOT NULL, value_max NUMERIC, qualifier TEXT NOT NULL, unit TEXT, how TEXT NOT NULL,
  status TEXT NOT NULL, relation TEXT NOT NULL, period TEXT,
  PRIMARY KEY (report, metric)
) WITHOUT ROWID;
CREATE TABLE report_metric_observations ( -- where that value comes from
  report INTEGER NOT NULL, metric TEXT NOT NULL, observation TEXT NOT NULL,
  PRIMARY KEY (report, metric, observation),
  FOREIGN KEY (report, metric) REFERENCES report_metrics (report, metric) ON DELETE CASCADE,
  FOREIGN KEY (report, observation) REFERENCES observations (report, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE findings (
  report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  number INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
  start INTEGER, "end" INTEGER, spans TEXT NOT NULL, -- spans: every place that shows it, as JSON
  PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE TABLE finding_observations (
  report INTEGER NOT NULL, finding INTEGER NOT NULL, observation TEXT NOT NULL,
  PRIMARY KEY (report, finding, observation),
  FOREIGN KEY (report, finding) REFERENCES findings (report, number) ON DELETE CASCADE,
  FOREIGN KEY (report, observation) REFERENCES observations (report, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE errors (path TEXT PRIMARY KEY, reason TEXT NOT NULL, way_out TEXT NOT NULL) WITHOUT ROWID;

CREATE INDEX reports_issuer ON reports (issuer, report_year);
CREATE INDEX reports_year ON reports (report_year);
CREATE INDEX evidence_report ON evidence (report);
CREATE INDEX observations_metric ON observations (metric);
CREATE INDEX observations_evidence ON observations (evidence);
CREATE INDEX report_metrics_metric ON report_metrics (metric, value);

CREATE VIRTUAL TABLE evidence_search USING fts5 (
  text, content="evidence", content_rowid="id", tokenize="trigram", columnsize=0
);
CREATE TRIGGER evidence_inserted AFTER INSERT ON evidence BEGIN
  INSERT INTO evidence_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER evidence_deleted AFTER DELETE ON evidence BEGIN
  INSERT INTO evidence_search (evidence_search, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER evidence_updated AFTER UPDATE ON evidence BEGIN
  INSERT INTO evidence_search (evidence_search, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO evidence_search (rowid, text) VALUES (new.id, new.text);
END;

CREATE VIEW observation_evidence AS
SELECT r.path, r.issuer, r.region, r.report_year, o.report, o.id AS observation, o.metric, m.label, o.value,
  o.value_max, o.qualifier, o.unit, o.relation, o.part_of, o.status, o.period, o.text, o.start, o."end",
  o.section, s.title AS section_title, s.role AS section_role, e.text AS evidence, e.start AS evidence_start,
  e."end" AS evidence_end, o.evidence AS evidence_id, o.rule, o.review, o.decision
FROM observations o
JOIN reports r ON r.id = o.report
JOIN evidence e ON e.id = o.evidence
LEFT JOIN metrics m ON m.id = o.metric
LEFT JOIN sections s ON s.report = o.report AND s.id = o.section;
