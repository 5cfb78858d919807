package dev.stepwell.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.stepwell.processor.model.CatalogModel;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the typed handles of all functions of a package. */
final class FunctionsWriter {
  private FunctionsWriter() {}

  // /** The functions of this package, as handles for cancelling and calling. */
  // @Generated("dev.stepwell.processor.StepwellProcessor")
  // public final class Functions {
  //   /** See {@link GithubExportCatalog#EXPORT_TO_GITHUB}. */
  //   public static final FunctionRef<GithubExportRepo, Exported> EXPORT_TO_GITHUB =
  //       GithubExportCatalog.EXPORT_TO_GITHUB;
  //
  //   private Functions() {}
  // }
  static TypeSpec.Builder write(List<CatalogModel> catalogs) {
    TypeSpec.Builder type = TypeSpec.classBuilder("Functions")
        .addJavadoc("The functions of this package, as handles for cancelling and calling.\n")
        .addAnnotation(Names.generated())
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
    for (CatalogModel catalog : catalogs) {
      ClassName holder = ClassName.get(catalog.packageName(), catalog.name());
      for (CatalogModel.Constant function : catalog.functions()) {
        type.addField(FieldSpec.builder(
                ParameterizedTypeName.get(
                    Names.FUNCTION_REF,
                    Names.boxed(function.event()),
                    Names.boxed(function.result())),
                function.name(),
                Modifier.PUBLIC,
                Modifier.STATIC,
                Modifier.FINAL)
            .addJavadoc("See {@link $T#$L}.\n", holder, function.name())
            .initializer("$T.$L", holder, function.name())
            .build());
      }
    }
    return type.addMethod(
        MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
  }
}
