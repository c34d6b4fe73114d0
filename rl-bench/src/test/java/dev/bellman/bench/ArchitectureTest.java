package dev.bellman.bench;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * The walls inside the modules; those between them are held by Maven and module-info. The rules
 * stand here for all modules because only this one has them all on its class path.
 */
class ArchitectureTest {

  private static final String SIMD = "dev.bellman.tensor.kernel.simd";

  private static final String[] LIBRARIES = {
    "dev.bellman.tensor..",
    "dev.bellman.autograd..",
    "dev.bellman.core..",
    "dev.bellman.envs..",
    "dev.bellman.algorithms.."
  };

  private static final Set<String> MEANINGLESS =
      Set.of("common", "util", "utils", "misc", "base", "impl", "helper", "helpers", "manager");

  /** Functions whose bits change when the JIT replaces the Java code with a vector library. */
  private static final Set<String> TRANSCENDENTALS =
      Set.of(
          "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH", "EXP",
          "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "CBRT", "HYPOT");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.bellman");

  @Test
  void everyModuleIsSeen() {
    assertThat(List.of(LIBRARIES))
        .allSatisfy(name -> assertThat(CLASSES.that(resideInAPackage(name))).isNotEmpty());
  }

  @Test
  void packagesFormNoCycles() {
    SliceAssignment byPackage =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass type) {
            // what JMH generates beside its benchmarks calls back into them
            return type.getPackageName().contains("jmh_generated")
                ? SliceIdentifier.ignore()
                : SliceIdentifier.of(type.getPackageName());
          }

          @Override
          public String getDescription() {
            return "packages";
          }
        };
    check(slices().assignedFrom(byPackage).should().beFreeOfCycles());
  }

  @Test
  void onlyTheSimdKernelsUseTheVectorModule() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARIES)
            .and()
            .resideOutsideOfPackage(SIMD)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector.."));
  }

  @Test
  void noVectorSumLeavesItsOrderToTheJit() {
    DescribedPredicate<JavaCall<?>> horizontal =
        describe(
            "reduce the lanes of a float vector, in an order that the JIT chooses",
            call ->
                call.getTarget().getName().startsWith("reduceLanes")
                    && call.getTargetOwner().getName().contains("Float"));
    check(noClasses().should().callMethodWhere(horizontal.forSubtype()));
  }

  /**
   * A vector that is handed to what the compiler does not inline becomes an object, and what it
   * inlines of ours depends on how often that has run until then.
   */
  @Test
  void noMethodTakesOrReturnsAVector() {
    DescribedPredicate<JavaClass> vector =
        describe(
            "a vector, a mask or a shuffle",
            type ->
                type.getPackageName().equals("jdk.incubator.vector")
                    && !type.getSimpleName().endsWith("Species"));
    check(
        noMethods()
            .should()
            .haveRawReturnType(vector)
            .orShould()
            .haveRawParameterTypes(anyElementThat(vector)));
  }

  /** The library's access to a lane is inlined only where it is frequent. */
  @Test
  void noLaneIsReadOneByOne() {
    DescribedPredicate<JavaCall<?>> lane =
        describe(
            "read a lane of a vector",
            call ->
                call.getTarget().getName().equals("lane")
                    && call.getTargetOwner().getPackageName().equals("jdk.incubator.vector"));
    check(noClasses().should().callMethodWhere(lane.forSubtype()));
  }

  @Test
  void noVectorTranscendentalIsUsed() {
    DescribedPredicate<JavaAccess<?>> transcendental =
        describe(
            "use a vector transcendental, whose bits the JIT changes",
            access ->
                access instanceof JavaFieldAccess
                    && access.getTargetOwner().getName().endsWith("vector.VectorOperators")
                    && TRANSCENDENTALS.contains(access.getTarget().getName()));
    check(noClasses().should().accessTargetWhere(transcendental));
  }

  @Test
  void generatorsAreMadeInTheTwoRandomPackages() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.bellman.tensor.random", "dev.bellman.core.random")
            .should()
            .callConstructorWhere(target(owner(assignableTo(RandomGenerator.class))).forSubtype())
            .orShould()
            .callMethod(RandomGenerator.class, "of", String.class)
            .orShould()
            .callMethod(RandomGenerator.class, "getDefault")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(RandomGeneratorFactory.class);
    check(rule);
  }

  @Test
  void onlyPlansReadTheTimer() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARIES)
            .and()
            .resideOutsideOfPackage("dev.bellman.autograd.plan")
            .should()
            .callMethod(System.class, "nanoTime"));
  }

  @Test
  void exactMethodsAndEnvironmentsKnowNoGradients() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.bellman.core.environment..",
                "dev.bellman.core.space..",
                "dev.bellman.core.exact..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.bellman.autograd.."));
  }

  @Test
  void environmentsGiveStatesAndDrawNothing() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing.."));
  }

  @Test
  void noConcreteClassIsExtended() {
    check(
        classes()
            .that()
            .areNotAssignableTo(Throwable.class)
            .and()
            .resideOutsideOfPackage("..jmh_generated..")
            .should(extendOnlyAbstractClasses()));
  }

  @Test
  void namesSayWhatAThingIs() {
    check(classes().should(haveMeaningfulNames()));
  }

  private static ArchCondition<JavaClass> extendOnlyAbstractClasses() {
    return new ArchCondition<>("extend only abstract classes of this project") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getRawSuperclass()
            .filter(parent -> parent.getPackageName().startsWith("dev.bellman"))
            .filter(parent -> !parent.getModifiers().contains(JavaModifier.ABSTRACT))
            // a constant of an enum with a body of its own
            .filter(parent -> !parent.isEnum())
            .ifPresent(
                parent ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getName() + " extends the concrete " + parent.getName())));
      }
    };
  }

  private static ArchCondition<JavaClass> haveMeaningfulNames() {
    return new ArchCondition<>("have no " + MEANINGLESS + " in their names") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (String word : type.getName().split("[.$_]|(?<=[a-z0-9])(?=[A-Z])")) {
          if (MEANINGLESS.contains(word.toLowerCase(Locale.ROOT))) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " says " + word));
          }
        }
      }
    };
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
