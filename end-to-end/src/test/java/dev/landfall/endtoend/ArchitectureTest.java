package dev.landfall.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/** The rules of the house that a machine can hold; CONTRIBUTING.md has the others. */
@AnalyzeClasses(packages = "dev.landfall", importOptions = ArchitectureTest.ProductionClasses.class)
class ArchitectureTest {
    /** Without tests, be they in a module's folder or, in a full build, in the jar of core's doubles and contracts. */
    static final class ProductionClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return new DoNotIncludeTests().includes(location) && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule coreKnowsNoCloudAndNoHadoop = noClasses()
            .that()
            .resideInAPackage("dev.landfall.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.cloud..", "org.apache..", "io.grpc..")
            .because("decisions are tested without any service");

    @ArchTest
    static final ArchRule localCloudKnowsNothingOfLandfall = noClasses()
            .that()
            .resideInAPackage("dev.landfall.localcloud..")
            .should()
            .dependOnClassesThat(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("the rest of Landfall") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().startsWith("dev.landfall.")
                            && !type.getPackageName().startsWith("dev.landfall.localcloud");
                }
            })
            .because("a fake that knows its caller proves nothing");

    @ArchTest
    static final ArchRule productionKnowsNoLocalCloud = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.landfall.core..",
                    "dev.landfall.gcp..",
                    "dev.landfall.loader..",
                    "dev.landfall.merger..",
                    "dev.landfall.sweeper..",
                    "dev.landfall.replicator..",
                    "dev.landfall.migration..",
                    "dev.landfall.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.landfall.localcloud..", "dev.landfall.endtoend..")
            .because("the same artifacts run locally and in the cloud");

    @ArchTest
    static final ArchRule functionsAreStrangers = noClasses()
            .that()
            .resideInAPackage("dev.landfall.loader..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.landfall.merger..", "dev.landfall.sweeper..")
            .because("each function is deployed alone");

    @ArchTest
    static final ArchRule theSweepIsAStranger = noClasses()
            .that()
            .resideInAPackage("dev.landfall.sweeper..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.landfall.merger..", "dev.landfall.loader..")
            .because("each function is deployed alone");

    @ArchTest
    static final ArchRule namesSaySomething = classes()
            .should(new ArchCondition<JavaClass>("have a name that says something") {
                private final Pattern drawer =
                        Pattern.compile("(^|\\.)(utils?|common|helpers?|misc|managers?|impl)(\\.|$)");

                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean empty = drawer.matcher(type.getPackageName()).find()
                            || type.getSimpleName().matches(".*(Utils?|Helper|Manager|Impl|Misc|Common)");
                    events.add(new SimpleConditionEvent(type, !empty, type.getName() + " is a drawer, not a concept"));
                }
            });

    @ArchTest
    static final ArchRule corePackagesHaveNoCycles =
            slices().matching("dev.landfall.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule localCloudPackagesHaveNoCycles =
            slices().matching("dev.landfall.localcloud.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule replicatorPackagesHaveNoCycles =
            slices().matching("dev.landfall.replicator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule migrationPackagesHaveNoCycles = slices().matching("dev.landfall.migration.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);
}
