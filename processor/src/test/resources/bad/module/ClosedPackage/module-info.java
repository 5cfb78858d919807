/** It reads the class path by an option. */
module bad {
// ^ warning: [ClosedPackage] module bad does not open package bad, so that JSON cannot carry TestsRunWanted where it runs as a module; write in its module-info: opens bad;
  requires static java.compiler;

  provides dev.stepwell.contract.Catalog with bad.ClosedPackageCatalog;
}
