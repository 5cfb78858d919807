/** It reads the class path by an option. */
module bad {
// ^ warning: [UndeclaredCatalog] module bad does not provide bad.UndeclaredCatalogCatalog, so its functions and events are not found when the code runs as a module; add to its module-info: provides dev.stepwell.contract.Catalog with bad.UndeclaredCatalogCatalog;
  requires static java.compiler;

  opens bad;
}
