/** It reads the class path by an option. */
module bad {
// ^ warning: [UndeclaredCatalog] module bad does not provide bad.UndeclaredCatalogCatalog, whose functions and events are not found where it runs as a module; write in its module-info: provides dev.stepwell.contract.Catalog with bad.UndeclaredCatalogCatalog;
  requires static java.compiler;

  opens bad;
}
