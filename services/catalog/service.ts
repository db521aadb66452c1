import { catalogService } from './definition.ts';
import { announce, applyPriceLists, expireHolds, keepPreorders, readUploads } from './loops.ts';
import { createCategory } from './operations/categories/create-category.ts';
import { deleteCategory } from './operations/categories/delete-category.ts';
import { updateCategory } from './operations/categories/update-category.ts';
import { addImage } from './operations/images/add-image.ts';
import { removeImage } from './operations/images/remove-image.ts';
import { updateImage } from './operations/images/update-image.ts';
import { exportProducts } from './operations/imports/export-products.ts';
import { getImport } from './operations/imports/get-import.ts';
import { listImportNotes } from './operations/imports/list-import-notes.ts';
import { listImports } from './operations/imports/list-imports.ts';
import { uploadProducts } from './operations/imports/upload-products.ts';
import { confirmStockHold } from './operations/internal/confirm-stock-hold.ts';
import { exportPersonalData } from './operations/internal/export-personal-data.ts';
import { getOffers } from './operations/internal/get-offers.ts';
import { holdStock } from './operations/internal/hold-stock.ts';
import { releaseStockHold } from './operations/internal/release-stock-hold.ts';
import { returnStock } from './operations/internal/return-stock.ts';
import { createPriceList } from './operations/prices/create-price-list.ts';
import { deletePriceList } from './operations/prices/delete-price-list.ts';
import { listListPrices } from './operations/prices/list-list-prices.ts';
import { listPriceLists } from './operations/prices/list-price-lists.ts';
import { putListPrices } from './operations/prices/put-list-prices.ts';
import { setPrices } from './operations/prices/set-prices.ts';
import { updatePriceList } from './operations/prices/update-price-list.ts';
import { archiveProduct } from './operations/products/archive-product.ts';
import { createProduct } from './operations/products/create-product.ts';
import { getOwnProduct } from './operations/products/get-own-product.ts';
import { listOwnProducts } from './operations/products/list-own-products.ts';
import { publishProduct } from './operations/products/publish-product.ts';
import { putVendor } from './operations/products/put-vendor.ts';
import { restoreProduct } from './operations/products/restore-product.ts';
import { updateProduct } from './operations/products/update-product.ts';
import { getFacets } from './operations/shop/get-facets.ts';
import { getPlaceholder } from './operations/shop/get-placeholder.ts';
import { getProduct } from './operations/shop/get-product.ts';
import { listCategories } from './operations/shop/list-categories.ts';
import { listProducts } from './operations/shop/list-products.ts';
import { adjustStock } from './operations/stock/adjust-stock.ts';
import { createLocation } from './operations/stock/create-location.ts';
import { deleteLocation } from './operations/stock/delete-location.ts';
import { listLocations } from './operations/stock/list-locations.ts';
import { listStock } from './operations/stock/list-stock.ts';
import { listStockMovements } from './operations/stock/list-stock-movements.ts';
import { renameLocation } from './operations/stock/rename-location.ts';
import { setPreorder } from './operations/stock/set-preorder.ts';
import { setStock } from './operations/stock/set-stock.ts';
import { addVariant } from './operations/variants/add-variant.ts';
import { archiveVariant } from './operations/variants/archive-variant.ts';
import { updateVariant } from './operations/variants/update-variant.ts';
import { listWatches } from './operations/watches/list-watches.ts';
import { unwatchVariant } from './operations/watches/unwatch-variant.ts';
import { watchVariant } from './operations/watches/watch-variant.ts';
import { seed } from './seed.ts';
import { forgetsUser } from './subscriptions.ts';

export default catalogService.build({
  operations: {
    exportPersonalData,
    getOffers,
    holdStock,
    confirmStockHold,
    releaseStockHold,
    returnStock,
    listProducts,
    getFacets,
    getProduct,
    listCategories,
    getPlaceholder,
    createProduct,
    updateProduct,
    publishProduct,
    archiveProduct,
    restoreProduct,
    getOwnProduct,
    listOwnProducts,
    addVariant,
    updateVariant,
    archiveVariant,
    addImage,
    updateImage,
    removeImage,
    putVendor,
    createCategory,
    updateCategory,
    deleteCategory,
    setPrices,
    createPriceList,
    updatePriceList,
    deletePriceList,
    listPriceLists,
    putListPrices,
    listListPrices,
    createLocation,
    renameLocation,
    deleteLocation,
    listLocations,
    setPreorder,
    setStock,
    adjustStock,
    listStock,
    listStockMovements,
    uploadProducts,
    getImport,
    listImports,
    listImportNotes,
    exportProducts,
    watchVariant,
    unwatchVariant,
    listWatches,
  },
  subscriptions: [forgetsUser],
  jobs: [applyPriceLists],
  loops: [announce, expireHolds, keepPreorders, readUploads],
  seed,
});
