// What others may ask of catalog.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import * as categories from './contract/categories.ts';
import * as imports from './contract/imports.ts';
import { internal } from './contract/internal.ts';
import * as prices from './contract/prices.ts';
import * as products from './contract/products.ts';
import * as shop from './contract/shop.ts';
import * as stock from './contract/stock.ts';
import * as watches from './contract/watches.ts';

export { Offer, StockItem } from './contract/internal.ts';

export const catalog = contract('catalog', {
  exportPersonalData: personalData('catalog'),
  getOffers: internal.getOffers,
  holdStock: internal.holdStock,
  confirmStockHold: internal.confirmStockHold,
  releaseStockHold: internal.releaseStockHold,
  returnStock: internal.returnStock,

  listProducts: shop.listProducts,
  getFacets: shop.getFacets,
  getProduct: shop.getProduct,
  listCategories: shop.listCategories,
  getPlaceholder: shop.getPlaceholder,

  createProduct: products.createProduct,
  updateProduct: products.updateProduct,
  publishProduct: products.publishProduct,
  archiveProduct: products.archiveProduct,
  restoreProduct: products.restoreProduct,
  getOwnProduct: products.getOwnProduct,
  listOwnProducts: products.listOwnProducts,
  addVariant: products.addVariant,
  updateVariant: products.updateVariant,
  archiveVariant: products.archiveVariant,
  addImage: products.addImage,
  updateImage: products.updateImage,
  removeImage: products.removeImage,
  putVendor: products.putVendor,

  createCategory: categories.createCategory,
  updateCategory: categories.updateCategory,
  deleteCategory: categories.deleteCategory,

  setPrices: prices.setPrices,
  createPriceList: prices.createPriceList,
  updatePriceList: prices.updatePriceList,
  deletePriceList: prices.deletePriceList,
  listPriceLists: prices.listPriceLists,
  putListPrices: prices.putListPrices,
  listListPrices: prices.listListPrices,

  createLocation: stock.createLocation,
  renameLocation: stock.renameLocation,
  deleteLocation: stock.deleteLocation,
  listLocations: stock.listLocations,
  setPreorder: stock.setPreorder,
  setStock: stock.setStock,
  adjustStock: stock.adjustStock,
  listStock: stock.listStock,
  listStockMovements: stock.listStockMovements,

  uploadProducts: imports.uploadProducts,
  getImport: imports.getImport,
  listImports: imports.listImports,
  listImportNotes: imports.listImportNotes,
  exportProducts: imports.exportProducts,

  watchVariant: watches.watchVariant,
  unwatchVariant: watches.unwatchVariant,
  listWatches: watches.listWatches,
});
