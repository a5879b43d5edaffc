package dev.landfall.localcloud.bigquery.sql;

import com.google.zetasql.Type;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleSqlAnalyzer;
import dev.landfall.localcloud.bigquery.sql.analyzer.Script;
import dev.landfall.localcloud.bigquery.sql.analyzer.VariableStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.Variables;
import dev.landfall.localcloud.bigquery.sql.emit.Emitter;
import dev.landfall.localcloud.bigquery.sql.emit.VariableValues;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The statements of a script, one by one: a later one may need what an earlier one made. Not thread-safe. */
public final class StatementReader {
    private final GoogleSqlAnalyzer analyzer;
    private final Script script;
    private final QueryParameters parameters;
    private final Variables variables;
    private int position;
    private boolean declarationsEnded;

    StatementReader(GoogleSqlAnalyzer analyzer, Script script, QueryParameters parameters) {
        this.analyzer = analyzer;
        this.script = script;
        this.parameters = parameters;
        this.variables = analyzer.variables();
    }

    /** Whether it takes a script to run the text, with a child job for every statement. */
    public boolean isScript() {
        return script.isScript();
    }

    /** Where the next statement stands. */
    public Script.Place place() {
        return script.place(position);
    }

    /** How many statements the script has. */
    public int count() {
        return script.count();
    }

    public boolean hasNext() {
        return position < script.count();
    }

    /**
     * Translates the next statement.
     *
     * @throws SqlException if it does not resolve or is not implemented
     */
    public TranslatedStatement next(CatalogView catalog) {
        if (!hasNext()) {
            throw new NoSuchElementException("The script has no statement " + (position + 1));
        }
        int index = position;
        position++;
        if (script.setsVariables(index)) {
            return setVariables(index, catalog);
        }
        declarationsEnded = true;
        return Emitter.emit(analyzer.analyze(script, index, parameters, variables, catalog));
    }

    private TranslatedStatement setVariables(int index, CatalogView catalog) {
        VariableStatement statement = script.variables(index);
        if (!statement.declares()) {
            declarationsEnded = true;
        } else if (declarationsEnded) {
            throw SqlException.invalid("Variable declarations are allowed only at the start of a block or script at "
                    + script.place(index).shown());
        }
        Optional<Type> declared = statement.type().map(name -> analyzer.type(name, variables));
        if (statement.value().isEmpty()) {
            statement.names().forEach(name -> variables.declare(name, declared.orElseThrow()));
            return new TranslatedStatement.Assignment(
                    statement.names(), Optional.empty(), variables, List.of(), Set.of());
        }
        AnalyzedStatement value = analyzer.value(script, index, parameters, variables, catalog);
        if (statement.declares()) {
            Type type = declared.orElseGet(() -> VariableValues.type(value));
            statement.names().forEach(name -> variables.declare(name, type));
        }
        return statement.tuple()
                ? VariableValues.fields(value, statement.names())
                : VariableValues.same(value, statement.names());
    }
}
