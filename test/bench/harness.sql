-- Timing for the benchmarks: statements are run in turn, round after round, so
-- that all meet the same noise, and the median of each counts.
CREATE SCHEMA bench;

-- Runs the statements of a round, each in a subtransaction that is taken back
-- when undo is set; returns the median milliseconds of each.
CREATE FUNCTION bench.medians(statements text[], rounds integer, undo boolean DEFAULT false,
							  before text DEFAULT NULL)
RETURNS float8[] LANGUAGE plpgsql AS $$
DECLARE
	times jsonb := '[]';
	started timestamptz;
	took float8;
BEGIN
	FOR n IN 0 .. rounds LOOP
		FOR i IN 1 .. array_length(statements, 1) LOOP
			BEGIN
				IF before IS NOT NULL THEN EXECUTE before; END IF;
				started := clock_timestamp();
				EXECUTE statements[i];
				took := extract(epoch FROM clock_timestamp() - started) * 1000;
				IF undo THEN RAISE EXCEPTION USING ERRCODE = 'BE001'; END IF;
			EXCEPTION WHEN SQLSTATE 'BE001' THEN NULL;
			END;
			-- the first round warms up
			IF n > 0 THEN times := times || jsonb_build_object('i', i, 't', took); END IF;
		END LOOP;
	END LOOP;
	RETURN ARRAY(SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY (e ->> 't')::float8)
				 FROM jsonb_array_elements(times) e GROUP BY e ->> 'i' ORDER BY (e ->> 'i')::int);
END $$;

-- A line: what, its time, the baseline's time, the ratio.
CREATE FUNCTION bench.line(what text, medians float8[]) RETURNS text LANGUAGE sql AS $$
	SELECT format('%-44s %10s ms   baseline %10s ms   ratio %s', what,
		round(medians[1]::numeric, 3), round(medians[2]::numeric, 3),
		round((medians[1] / medians[2])::numeric, 2))
$$;
